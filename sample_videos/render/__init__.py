"""Draws massage videos whose every movement is known: the measuring instrument behind the samples.

Read in this order, each file one stage::

    assets    hand meshes fetched into a cache (never in the repository)
    hand      mesh + 25 joints -> posed skin;  arm: forearm and sleeve
    body      back, towel, table as surfaces
    pose      what a hand does at one moment, as named numbers
    rhythm    human irregularity: cycles that are never quite alike (over sample_videos.motion: beat, waves, pinhole)
    moves     what a director asks for
    kinds     stroking, rubbing, kneading, tapping, none (idle) -> poses over time + exact truth
    script    segments joined into a clip, with transitions
    solve     poses -> joints in space, fingers laid on the skin
    camera, raster, light, scene      joints -> pictures
    shake     a hand-held camera
    film      pictures -> H.264 + truth file
    samples, sets                     which clips there are

Run ``python -m sample_videos.render --help`` from a checkout with the extra ``[render]`` installed.
"""

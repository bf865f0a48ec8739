"""A simulated pair of hands whose every movement is known exactly.

Layers, each a function of continuous time and of the ones before it::

    subtechniques, postures     what the guide names, as data
    rhythm                      cycles with human irregularity (over ``sample_videos.motion``: beat, waves, pinhole)
    motion_plan -> motion_work  a sub-technique, a pace and a place made into controls of both hands; motion_idle: no
    technique session                     a script of segments with transitions, and the truth about it controls, hand
    controls -> wrists, rotations, joint angles -> 21 points in the body frame (centimetres) camera
    points -> picture faults                      what a hand model makes of them clip, draw
    recordings; random ones

Seeds reproduce bit for bit. :meth:`SessionMotion.compute_hands` is what a renderer of pixels starts from.
"""

from sample_videos.simulate.camera import Camera
from sample_videos.simulate.clip import SimulatedClip, simulate_script, to_tracks, write_clip
from sample_videos.simulate.draw import random_clip, random_session, simulate_clip, simulate_session
from sample_videos.simulate.fault_model import FAULT_PRESETS, FaultModel, scale_faults
from sample_videos.simulate.scene import BackSurface, Practitioner, SegmentSpec
from sample_videos.simulate.session import Script, SessionMotion, plan_session

__all__ = [
    "FAULT_PRESETS",
    "BackSurface",
    "Camera",
    "FaultModel",
    "Practitioner",
    "Script",
    "SegmentSpec",
    "SessionMotion",
    "SimulatedClip",
    "plan_session",
    "random_clip",
    "random_session",
    "scale_faults",
    "simulate_clip",
    "simulate_script",
    "simulate_session",
    "to_tracks",
    "write_clip",
]

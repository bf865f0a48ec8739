"""``python -m sample_videos.render``."""

from sample_videos.render.make import main

if __name__ == "__main__":
    main()

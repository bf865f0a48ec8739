"""A simulated pair of hands whose every movement is known exactly."""

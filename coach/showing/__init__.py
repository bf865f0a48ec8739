"""A protocol shown once to the camera: the steps of a performance, proposed to be named and corrected."""

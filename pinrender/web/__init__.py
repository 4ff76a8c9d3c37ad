"""Pages for a browser: a face like the command line, which shows a pin in 3D."""

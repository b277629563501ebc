"""What is asked of the demonstration, all in one process."""

"""What is measured, side by side with what one would use instead, in one run, as a ratio."""

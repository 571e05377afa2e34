"""Files as survey tools and coding programs write them, the same bytes each time."""

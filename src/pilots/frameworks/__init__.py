"""Frameworks as data: what constructs, capitals, building blocks and materials are called, and by whom."""

"""Write qualitative projects for other programs."""

from pilots.qualitative.write.qdc import write_qdc
from pilots.qualitative.write.qdpx import write_qdpx

__all__ = ["write_qdc", "write_qdpx"]

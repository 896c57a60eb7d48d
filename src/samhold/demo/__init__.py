"""
Grows a synthetic region by the same actions as the pages, for trying out, for tests of whole days and for benchmarks.

Everybody in it is invented: family names say so, national numbers are of the synthetic series (month + 80).
"""

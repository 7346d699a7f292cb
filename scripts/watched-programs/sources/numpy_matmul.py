# OpenBLAS starts threads of its own, and they don't hold the GIL.
import os

os.environ["OPENBLAS_NUM_THREADS"] = "2"
import numpy as np

a = np.random.default_rng(1).random((1500, 1500))
while True:
    a @ a

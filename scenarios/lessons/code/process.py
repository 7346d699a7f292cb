import os

color = "blue"

if os.fork() == 0:
    color = "red"
    print("child:", color)
else:
    os.wait()
    print("main:", color)

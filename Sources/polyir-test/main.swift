print("polyir-test")

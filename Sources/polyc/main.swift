print("polyc")

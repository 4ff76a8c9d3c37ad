"""What runs in processes of their own that may be killed: the engines that parse strangers' files.

Only `pinrender.artwork._engine` starts them; no stage imports this folder.
"""

"""What the program asks of the machine it runs on: folders, log, age, room for windows."""

"""How long reading takes: side by side with the libraries under it, and as files and folders grow."""

"""Files that are whole whenever somebody looks: the old one, or the new one."""

import os


def write_whole(path, chunks):
    """Replaces a file. When that fails, the old one stays and nothing else is left behind."""
    temporary = f"{path}.temp-{os.getpid()}"
    try:
        with open(temporary, "wb") as file:
            for chunk in chunks:
                file.write(chunk)
            sync(file)
        replace(temporary, path)
    finally:
        remove(temporary)


def replace(temporary, path):
    """Puts one file in another's place. That lasts when the folder is on the disk, too."""
    os.replace(temporary, path)
    folder = os.open(os.path.dirname(path) or ".", os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def remove(path):
    if os.path.exists(path):
        os.remove(path)


def sync(file):
    file.flush()
    os.fsync(file.fileno())

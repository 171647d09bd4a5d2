"""The checksum of a snapshot: CRC-64 with Jones's polynomial, as src/crc64.c computes it. Two bytes at a step."""


def shift(crc, bits):
    for _ in range(bits):
        crc = crc >> 1 ^ (0x95AC9329AC4BC9B5 if crc & 1 else 0)
    return crc


BYTES = [shift(byte, 8) for byte in range(256)]
PAIRS = [BYTES[pair >> 8 ^ BYTES[pair & 255] & 255] ^ BYTES[pair & 255] >> 8 for pair in range(65536)]


def crc64(data, crc=0):
    even = len(data) & ~1
    for pair in memoryview(data)[:even].cast("H"):  # the lower byte comes first
        crc = PAIRS[(crc ^ pair) & 65535] ^ crc >> 16
    for byte in data[even:]:
        crc = BYTES[(crc ^ byte) & 255] ^ crc >> 8
    return crc

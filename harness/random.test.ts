import { expect, test } from 'vitest';
import { createRandom, type Random } from './random.ts';

const draw = (random: Random) => [
  random.key(),
  random.bytes(4, 99),
  random.sizes(50, 9),
  random.shuffle([1, 2, 3, 4, 5]),
];

test('the same seed and test give the same data', () => {
  expect(draw(createRandom(1, '03.1'))).toEqual(draw(createRandom(1, '03.1')));
});

test('another seed or another test gives other data', () => {
  expect(draw(createRandom(1, '03.1'))).not.toEqual(draw(createRandom(2, '03.1')));
  expect(draw(createRandom(1, '03.1'))).not.toEqual(draw(createRandom(1, '03.2')));
});

test('sizes add up, and none is 0 or larger than the largest', () => {
  const sizes = createRandom(7, 'x').sizes(1000, 13);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(1000);
  expect(sizes.every((size) => size >= 1 && size <= 13)).toBe(true);
});

test('a text is no number, and no character is always the same', () => {
  const random = createRandom(5, 'x');
  const texts = Array.from({ length: 5000 }, () => random.text(2));
  expect(texts.filter((text) => !/^[a-z][a-z0-9]$/.test(text))).toEqual([]);
  expect(new Set(texts).size).toBeGreaterThan(26 * 30);
});

test('bytes have every value', () => {
  expect(new Set(createRandom(3, 'x').bytes(20_000)).size).toBe(256);
});

import { expect, test } from 'vitest';
import { agree, quantile, ratiosByRound, spreadOf } from './statistics.ts';

test('a quantile lies between its neighbours', () => {
  expect([0, 0.25, 0.5, 1].map((share) => quantile([1, 2, 3, 5], share))).toEqual([1, 1.75, 2.5, 5]);
  expect(() => quantile([], 0.5)).toThrow('nothing was measured');
});

test('a spread keeps the rounds in their order', () => {
  expect(spreadOf([9, 1, 5])).toEqual({ median: 5, low: 3, high: 7, values: [9, 1, 5] });
});

test('ratios compare the same round only', () => {
  const [of, to] = [
    new Map([
      [0, 10],
      [1, 30],
    ]),
    new Map([
      [1, 20],
      [2, 5],
    ]),
  ];
  expect(ratiosByRound(of, to)).toEqual([1.5]);
});

test('spreads agree when their ranges meet', () => {
  expect(agree(spreadOf([1, 2, 5]), spreadOf([4, 6]))).toBe(true);
  expect(agree(spreadOf([1, 3]), spreadOf([3.1, 6]))).toBe(true);
  expect(agree(spreadOf([1, 2, 3]), spreadOf([4, 6]))).toBe(false);
});

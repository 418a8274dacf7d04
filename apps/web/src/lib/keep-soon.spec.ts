import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { keepSoon } from './keep-soon.ts';

describe('keepSoon', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());
  const counted = () => {
    const page = new EventTarget();
    let kept = 0;
    const keeping = keepSoon(() => (kept += 1), page, 1_000);
    return { page, keeping, kept: () => kept };
  };

  it('keeps once what is asked for many times, and not before it is time', () => {
    const { keeping, kept } = counted();
    for (let n = 0; n < 5; n += 1) {
      keeping.soon();
      jest.advanceTimersByTime(199);
    }
    expect(kept()).toBe(0);
    jest.advanceTimersByTime(5);
    expect(kept()).toBe(1);
    jest.advanceTimersByTime(10_000);
    expect(kept()).toBe(1);
    keeping.soon();
    jest.advanceTimersByTime(1_000);
    expect(kept()).toBe(2);
  });

  it('keeps at once when the page is left, also what is written in its last moment', () => {
    const { page, keeping, kept } = counted();
    keeping.soon();
    page.dispatchEvent(new Event('pagehide'));
    expect(kept()).toBe(1);
    keeping.soon();
    expect(kept()).toBe(2);
    // Who stayed after all goes on as before.
    jest.advanceTimersByTime(1_000);
    keeping.soon();
    expect(kept()).toBe(2);
    page.dispatchEvent(new Event('beforeunload'));
    expect(kept()).toBe(3);
  });

  it('keeps nothing where there is nothing, and keeps the rest when it is stopped', () => {
    const { page, keeping, kept } = counted();
    page.dispatchEvent(new Event('pagehide'));
    expect(kept()).toBe(0);
    jest.advanceTimersByTime(1_000);
    keeping.soon();
    keeping.stop();
    expect(kept()).toBe(1);
    page.dispatchEvent(new Event('pagehide'));
    expect(kept()).toBe(1);
  });

  it('waits until the page is idle', () => {
    const idle: (() => void)[] = [];
    let kept = 0;
    const page = Object.assign(new EventTarget(), {
      requestIdleCallback: (work: () => void) => idle.push(work),
    });
    keepSoon(() => (kept += 1), page, 1_000).soon();
    jest.advanceTimersByTime(1_000);
    expect([kept, idle.length]).toEqual([0, 1]);
    idle[0]!();
    expect(kept).toBe(1);
  });
});

import { Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Problem } from './problem.ts';

/** Slows down those who ask public pages without being known: by address and by what they ask. */
@Injectable()
export class PublicThrottle {
  private readonly limiters = new Map<string, RateLimiterMemory>();

  /** Counts one request; above `points` in `seconds` the answer is 429 with the time to wait. */
  async take(what: string, address: string, points: number, seconds: number): Promise<void> {
    let limiter = this.limiters.get(what);
    if (!limiter) {
      limiter = new RateLimiterMemory({ keyPrefix: what, points, duration: seconds });
      this.limiters.set(what, limiter);
    }
    try {
      await limiter.consume(address);
    } catch (state) {
      if (!(state instanceof RateLimiterRes)) throw state;
      const wait = Math.max(1, Math.ceil(state.msBeforeNext / 1000));
      throw new Problem('too-many-requests', `Слишком много запросов. Повторите через ${wait} с.`, {
        headers: { 'Retry-After': String(wait) },
      });
    }
  }
}

import { Injectable } from '@nestjs/common';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { Problem } from '../platform/problem.ts';

const minutes = 60;

/** Slows down guessing: ten failures for a login from one address, or a hundred from one address, close the door for a while. */
@Injectable()
export class LoginThrottle {
  private readonly byLogin = new RateLimiterMemory({
    keyPrefix: 'login',
    points: 10,
    duration: 15 * minutes,
  });
  private readonly byAddress = new RateLimiterMemory({
    keyPrefix: 'address',
    points: 100,
    duration: 15 * minutes,
  });

  /** Refuses with 429 while the door is closed. */
  async check(login: string, address: string): Promise<void> {
    const states = await Promise.all([this.byLogin.get(`${login}|${address}`), this.byAddress.get(address)]);
    const closed = states.find((state, index) => state !== null && state.consumedPoints >= [10, 100][index]!);
    if (closed) throw tooMany(closed);
  }

  async failed(login: string, address: string): Promise<void> {
    await Promise.allSettled([this.byLogin.consume(`${login}|${address}`), this.byAddress.consume(address)]);
  }

  async succeeded(login: string, address: string): Promise<void> {
    await this.byLogin.delete(`${login}|${address}`);
  }
}

function tooMany(state: RateLimiterRes): Problem {
  const seconds = Math.max(1, Math.ceil(state.msBeforeNext / 1000));
  return new Problem(
    'too-many-requests',
    `Слишком много неудачных попыток входа. Повторите через ${Math.ceil(seconds / 60)} мин.`,
    {
      headers: { 'Retry-After': String(seconds) },
    },
  );
}

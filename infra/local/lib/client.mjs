import { randomUUID } from 'node:crypto';

import { pause } from './run.mjs';

/** A problem document that the API answered (RFC 9457). */
export class Problem extends Error {
  /**
   * @param {string} request
   * @param {number} status
   * @param {{ type?: string, title?: string, detail?: string, errors?: { path: string, message: string }[] }} document
   */
  constructor(request, status, document) {
    const fields = (document.errors ?? []).map((error) => `${error.path}: ${error.message}`).join('; ');
    super(`${request} → ${status} ${document.detail ?? document.title ?? ''}${fields ? ` (${fields})` : ''}`);
    this.name = 'Problem';
    this.status = status;
    this.document = document;
  }
}

/** Answers that say nothing about the request itself: a part is down, starting or just restarting. */
const PASSING = new Set([408, 429, 502, 503, 504]);

/** One user's session with the API, as a program of the school or the authority would hold it. */
export class Client {
  #base;
  #cookie = '';
  #patience;
  /** @type {{ login: string, password: string } | undefined} */
  #credentials;

  /**
   * @param {string} base address of the program
   * @param {{ patienceSeconds?: number }} [options] how long a request is repeated while the program does not answer;
   *   every repetition of a change carries the same Idempotency-Key
   */
  constructor(base, { patienceSeconds = 0 } = {}) {
    this.#base = base;
    this.#patience = patienceSeconds * 1000;
  }

  /**
   * Opens a session; when it is lost later, the client logs in again by itself.
   * @param {string} login
   * @param {string} password
   * @returns {Promise<any>} the user with roles
   */
  async login(login, password) {
    this.#credentials = { login, password };
    return (await this.#send('POST', '/api/auth/login', this.#credentials)).body;
  }

  /**
   * @param {string} path
   * @returns {Promise<any>}
   */
  async get(path) {
    return (await this.#send('GET', path)).body;
  }

  /**
   * Changes something, exactly once however often it has to be repeated.
   * @param {string} path
   * @param {unknown} [body] JSON or FormData
   * @param {{ key?: string, method?: string }} [options]
   * @returns {Promise<any>}
   */
  async post(path, body = {}, { key = randomUUID(), method = 'POST' } = {}) {
    return (await this.#send(method, path, body, key)).body;
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {unknown} [body]
   * @param {string} [key]
   * @returns {Promise<{ status: number, body: any }>}
   */
  async #send(method, path, body, key) {
    const end = Date.now() + this.#patience;
    for (let attempt = 0; ; attempt++) {
      const answer = await this.#attempt(method, path, body, key);
      if (answer && answer.status < 400) return answer;
      if (answer?.status === 401 && this.#credentials && path !== '/api/auth/login' && attempt < 20) {
        await this.login(this.#credentials.login, this.#credentials.password);
        continue;
      }
      const again = !answer || PASSING.has(answer.status);
      if (!again || Date.now() > end) {
        throw new Problem(`${method} ${path}`, answer?.status ?? 0, answer?.body ?? { detail: 'нет ответа' });
      }
      await pause(Math.min(2000, 100 * 2 ** Math.min(attempt, 4)) * (0.5 + Math.random()));
    }
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {unknown} body
   * @param {string | undefined} key
   * @returns {Promise<{ status: number, body: any } | undefined>} nothing when no answer came
   */
  async #attempt(method, path, body, key) {
    const form = body instanceof FormData;
    /** @type {Record<string, string>} */
    const headers = { accept: 'application/json', cookie: this.#cookie, origin: this.#base };
    if (body !== undefined && !form) headers['content-type'] = 'application/json';
    if (key) headers['idempotency-key'] = key;
    try {
      const response = await fetch(this.#base + path, {
        method,
        headers,
        body: form ? body : body === undefined ? undefined : JSON.stringify(body),
        signal: AbortSignal.timeout(60_000),
      });
      const set = response.headers.getSetCookie();
      if (set.length > 0) this.#cookie = set.map((cookie) => cookie.split(';')[0]).join('; ');
      const text = await response.text();
      return { status: response.status, body: text ? JSON.parse(text) : undefined };
    } catch {
      return undefined;
    }
  }
}

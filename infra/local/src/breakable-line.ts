import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A line to a server that a spec can cut and mend, as a network does; `close()` when done. */
export class BreakableLine {
  private readonly sockets = new Set<Socket>();
  private broken = false;

  private constructor(
    private readonly server: ReturnType<typeof createServer>,
    readonly port: number,
  ) {}

  static async to(host: string, port: number): Promise<BreakableLine> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const line = new BreakableLine(server, (server.address() as AddressInfo).port);
    server.on('connection', (near) => {
      if (line.broken) return void near.destroy();
      const far = connect({ host, port });
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        line.sockets.add(one);
        one.pipe(other);
        one.on('error', () => other.destroy());
        one.on('close', () => {
          line.sockets.delete(one);
          other.destroy();
        });
      }
    });
    return line;
  }

  cut(): void {
    this.broken = true;
    for (const socket of this.sockets) socket.destroy();
  }

  mend(): void {
    this.broken = false;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

// server/web/kit/queue.ts: commands kept until the server has acknowledged them.
//
// Role        Keeps each command on disk before it is sent; sends them one at a time, in order, under
//             the id they were born with, until each is answered. A reload loses none.
// Invariants  A command leaves the store only when done or refused. An unknown answer keeps it at the
//             head. When the sign-in is gone the queue rests and keeps what it has. A disk that fails
//             is told, and stops nothing: the command is sent from memory all the same.
// Threads     One page; `run` never overlaps itself.
// SPDX-License-Identifier: EUPL-1.2
import { isSignedOut, type Asked, type Problem } from "./api";
import { delayBefore } from "./retry";

export interface Pending {
  id: string;
  seq: number; // the order in which they were asked
  owner: string; // whose sitting it belongs to: another candidate at this station must never send it
  kind: "answer" | "report" | "help" | "start" | "hand-in";
  method: "POST" | "PUT";
  route: string;
  places: Record<string, number>;
  body: Record<string, unknown>;
}

export interface PendingStore {
  all(): Promise<Pending[]>;
  keep(pending: Pending): Promise<void>;
  forget(id: string): Promise<void>;
}

export interface QueuePorts<T> {
  store: PendingStore;
  send(pending: Pending): Promise<Asked<T>>;
  wait(ms: number): Promise<void>;
  /** The disk keeps nothing: until it is acknowledged a command lasts as long as the page. */
  onStoreFault(): void;
  chance(): number;
  onDone(pending: Pending, value: T): void;
  onRefused(pending: Pending, problem: Problem): void;
  onUnknown(pending: Pending, reached: boolean): void;
  onSignedOut(problem: Problem): void;
}

export class Queue<T> {
  private waiting: Pending[] = [];
  private running = false;
  private wakeUp: (() => void) | null = null;
  private owner = "";
  private lastSeq = 0;

  constructor(private readonly ports: QueuePorts<T>) {}

  /** Takes up what an earlier page of this owner left; what belongs to another is forgotten. */
  async restore(owner: string): Promise<Pending[]> {
    this.owner = owner;
    const kept = (await this.withStore((store) => store.all())) ?? [];
    for (const other of kept.filter((pending) => pending.owner !== owner)) await this.forget(other.id);
    const inMemory = this.waiting.filter((pending) => !kept.some((other) => other.id === pending.id));
    this.waiting = [...kept, ...inMemory].filter((pending) => pending.owner === owner).sort((a, b) => a.seq - b.seq);
    this.lastSeq = Math.max(this.lastSeq, ...this.waiting.map((pending) => pending.seq));
    return [...this.waiting];
  }

  /** On disk first, then on the wire. */
  async add(asked: Omit<Pending, "seq" | "owner">): Promise<void> {
    this.lastSeq += 1;
    const pending: Pending = { ...asked, seq: this.lastSeq, owner: this.owner };
    await this.withStore((store) => store.keep(pending));
    this.waiting.push(pending);
    void this.run();
  }

  /** The line is back: do not wait for the end of the pause. */
  wake(): void {
    this.wakeUp?.();
    void this.run();
  }

  async run(): Promise<void> {
    if (this.running) return;
    this.running = true;
    for (let attempt = 0; this.waiting.length > 0; ) {
      const head = this.waiting[0] as Pending;
      const asked = await this.ports.send(head);
      if (asked.kind === "unknown") {
        this.ports.onUnknown(head, asked.reached);
        await this.pause(delayBefore(attempt, this.ports.chance(), asked.retryAfterMs));
        attempt += 1;
        continue;
      }
      if (asked.kind === "refused" && isSignedOut(asked.problem)) {
        this.ports.onSignedOut(asked.problem);
        break;
      }
      attempt = 0;
      await this.settle(head, asked);
    }
    this.running = false;
  }

  private async settle(head: Pending, asked: Exclude<Asked<T>, { kind: "unknown" }>): Promise<void> {
    this.waiting = this.waiting.filter((pending) => pending.id !== head.id);
    await this.forget(head.id);
    if (asked.kind === "done") this.ports.onDone(head, asked.value);
    else this.ports.onRefused(head, asked.problem);
  }

  /** A command that stays on the disk is sent again by the next page, under its id: nothing happens twice. */
  private async forget(id: string): Promise<void> {
    await this.withStore((store) => store.forget(id));
  }

  private async withStore<R>(does: (store: PendingStore) => Promise<R>): Promise<R | undefined> {
    try {
      return await does(this.ports.store);
    } catch {
      this.ports.onStoreFault();
      return undefined;
    }
  }

  private async pause(ms: number): Promise<void> {
    const woken = new Promise<void>((resolve) => (this.wakeUp = resolve));
    await Promise.race([this.ports.wait(ms), woken]);
    this.wakeUp = null;
  }
}

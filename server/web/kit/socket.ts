// server/web/kit/socket.ts: the live line to the centre.
//
// Role        A WebSocket that says it is alive every 2 s, notices silence, and comes back by itself.
// Invariants  A line silent for longer than kSilenceMs is cut here and opened again: what is shown is
//             never called live when it is not. After `bye` the caller says whether to come back.
// Threads     One page.
// SPDX-License-Identifier: EUPL-1.2
import { delayBefore } from "./retry";
import { signal } from "./ui";

export const kHeartbeatMs = 2000; // the protocol's
export const kSilenceMs = 6500; // three heartbeats and a little

export type LineState = "connecting" | "live" | "lost";
type Frame = { type: string };

export interface LineHandlers {
  onOpen(): void;
  onFrame(frame: Frame): void;
}

export class LiveLine {
  readonly state = signal<LineState>("connecting");
  /** On the page's own clock (performance.now); 0 before anything was heard. */
  readonly lastHeard = signal(0);
  private socket: WebSocket | null = null;
  private beat: number | undefined;
  private again: number | undefined;
  private attempt = 0;
  private wanted = false;

  constructor(
    private readonly path: string,
    private readonly handlers: LineHandlers,
  ) {
    window.addEventListener("online", () => this.reconnectNow());
  }

  open(): void {
    if (this.wanted) return;
    this.wanted = true;
    this.connect();
  }

  close(): void {
    this.wanted = false;
    clearTimeout(this.again);
    this.drop();
  }

  private reconnectNow(): void {
    if (!this.wanted || this.state.peek() === "live") return;
    clearTimeout(this.again);
    this.attempt = 0;
    this.connect();
  }

  private connect(): void {
    this.drop();
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(`${scheme}//${location.host}${this.path}`);
    const openedAt = performance.now();
    this.socket = socket;
    socket.onopen = () => this.hello();
    socket.onmessage = (event) => this.hear(String(event.data));
    socket.onclose = () => this.lost(socket);
    this.beat = window.setInterval(() => this.pulse(socket, openedAt), kHeartbeatMs);
  }

  private hello(): void {
    this.attempt = 0;
    this.lastHeard.value = performance.now();
    this.state.value = "live";
    this.socket?.send('{"type":"hb"}');
    this.handlers.onOpen();
  }

  private hear(text: string): void {
    this.lastHeard.value = performance.now();
    const frame = readFrame(text);
    if (frame !== null && frame.type !== "hb") this.handlers.onFrame(frame);
  }

  private pulse(socket: WebSocket, openedAt: number): void {
    const heard = Math.max(this.lastHeard.peek(), openedAt);
    if (performance.now() - heard > kSilenceMs) {
      this.lost(socket);
      return;
    }
    if (socket.readyState === WebSocket.OPEN) socket.send('{"type":"hb"}');
  }

  private lost(socket: WebSocket): void {
    if (socket !== this.socket) return;
    this.drop();
    this.state.value = "lost";
    if (!this.wanted) return;
    this.again = window.setTimeout(() => this.connect(), delayBefore(this.attempt, Math.random()));
    this.attempt += 1;
  }

  private drop(): void {
    clearInterval(this.beat);
    const socket = this.socket;
    this.socket = null;
    socket?.close();
  }
}

export function readFrame(text: string): Frame | null {
  try {
    const value = JSON.parse(text) as unknown;
    if (typeof value !== "object" || value === null || !("type" in value) || typeof value.type !== "string") return null;
    return value as Frame;
  } catch {
    return null;
  }
}

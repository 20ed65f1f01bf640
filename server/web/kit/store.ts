// server/web/kit/store.ts: what a station keeps in IndexedDB, and in memory where there is none.
//
// Role        Commands not yet acknowledged, and what was typed but not validated. The kiosk's profile
//             is on disk, so both survive a reload at any moment, and commands a power cut too.
// SPDX-License-Identifier: EUPL-1.2
import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { Pending, PendingStore } from "./queue";

export interface Draft {
  key: string; // owner and draw
  owner: string;
  value: unknown;
}

interface StationSchema extends DBSchema {
  pending: { key: string; value: Pending };
  drafts: { key: string; value: Draft };
}

export interface StationStore extends PendingStore {
  readonly durable: boolean;
  draft(owner: string, n: number): Promise<unknown>;
  keepDraft(owner: string, n: number, value: unknown): Promise<void>;
  clearDrafts(): Promise<void>;
}

const draftKey = (owner: string, n: number): string => `${owner}#${n}`;

export async function openStationStore(name: string): Promise<StationStore> {
  try {
    const database = await openDB<StationSchema>(name, 1, {
      upgrade(fresh) {
        fresh.createObjectStore("pending", { keyPath: "id" });
        fresh.createObjectStore("drafts", { keyPath: "key" });
      },
    });
    return onDisk(database);
  } catch {
    return inMemory();
  }
}

type Table = "pending" | "drafts";

/** Committed at once: a transaction still waiting for its own end when the page goes is given up by the browser. */
async function keepIn<T extends Table>(database: IDBPDatabase<StationSchema>, table: T, one: StationSchema[T]["value"], durability: IDBTransactionDurability): Promise<void> {
  const kept = database.transaction(table, "readwrite", { durability });
  const put = kept.store.put(one);
  kept.commit();
  await Promise.all([put, kept.done]);
}

function onDisk(database: IDBPDatabase<StationSchema>): StationStore {
  return {
    durable: true,
    all: () => database.getAll("pending"),
    keep: (pending) => keepIn(database, "pending", pending, "strict"),
    forget: (id) => database.delete("pending", id),
    draft: async (owner, n) => (await database.get("drafts", draftKey(owner, n)))?.value,
    keepDraft: (owner, n, value) => keepIn(database, "drafts", { key: draftKey(owner, n), owner, value }, "relaxed"),
    clearDrafts: () => database.clear("drafts"),
  };
}

export function inMemory(): StationStore {
  const pending = new Map<string, Pending>();
  const drafts = new Map<string, unknown>();
  return {
    durable: false,
    all: () => Promise.resolve([...pending.values()]),
    keep: (one) => Promise.resolve(void pending.set(one.id, one)),
    forget: (id) => Promise.resolve(void pending.delete(id)),
    draft: (owner, n) => Promise.resolve(drafts.get(draftKey(owner, n))),
    keepDraft: (owner, n, value) => Promise.resolve(void drafts.set(draftKey(owner, n), value)),
    clearDrafts: () => Promise.resolve(drafts.clear()),
  };
}

import type { AgentsRepository, ReportedAgent } from './agents-repository.ts';

/**
 * How each agent stands, for as long as the hub runs: read from the database once, and then kept by what desks report. Each report
 * of a desk asks how all others stand; three hundred desks were too many to read all rows for each of them.
 */
export interface Seats {
  /** `null` = nothing was heard of this agent yet. */
  of(agents: AgentsRepository, workNo: string): Promise<ReportedAgent | null>;
  /** By work number. `agents` of the transaction in which it is asked. */
  all(agents: AgentsRepository): Promise<readonly ReportedAgent[]>;
  /**
   * The seat stands so from now on, also when the transaction fails: it is what the desk has said. Written at once when it says
   * something new, else only when what is written has grown old: after a restart a seat was last heard of up to `rewriteMs` earlier.
   */
  put(agents: AgentsRepository, seat: ReportedAgent): Promise<void>;
}

/** Half of the time after which a desk is silent. */
const rewriteMs = 10_000;

interface Seat {
  readonly seat: ReportedAgent;
  /** What is written but for its time; `null` = not known. */
  readonly written: string | null;
  readonly writtenAt: number;
}

export function createSeats(): Seats {
  let seats: Map<string, Seat> | null = null;

  const known = async (agents: AgentsRepository) => {
    seats ??= new Map(
      (await agents.seats()).map((seat) => [
        seat.user.workNo,
        { seat, written: null, writtenAt: seat.reportedAt },
      ]),
    );
    return seats;
  };
  return {
    of: async (agents, workNo) => (await known(agents)).get(workNo)?.seat ?? null,
    async all(agents) {
      const found = [...(await known(agents)).values()].map(({ seat }) => seat);
      return found.toSorted((a, b) => (a.user.workNo < b.user.workNo ? -1 : 1));
    },
    async put(agents, seat) {
      const all = await known(agents);
      const { reportedAt, ...rest } = seat;
      const { workNo } = seat.user;
      const before = all.get(workNo);
      const said = JSON.stringify(rest);
      const isSame = before?.written === said;
      all.set(
        workNo,
        isSame ? { ...before, seat } : { seat, written: null, writtenAt: reportedAt },
      );
      if (isSame && reportedAt - before.writtenAt < rewriteMs) return;
      // All that were heard of since: a commit waits for the disk, and one is enough for everybody.
      for (const [of, one] of all) {
        if (one.written !== null && one.seat.reportedAt === one.writtenAt) continue;
        if (of !== workNo && (!isSame || one.written === null)) continue;
        await agents.putSeat(one.seat);
        const { reportedAt: writtenAt } = one.seat;
        all.set(of, { seat: one.seat, written: of === workNo ? said : one.written, writtenAt });
      }
    },
  };
}

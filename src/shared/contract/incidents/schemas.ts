import { z } from 'zod';
import { type Incident, mostSays } from '../../domain/incidents/incident.ts';
import {
  type PronePoint,
  type Storm,
  type StormWords,
  stormLevels,
} from '../../domain/incidents/storm.ts';
import { idSchema, line, lines, millis } from '../base-schemas.ts';
import { exactly } from '../exactly.ts';

/** Storm mode, prone points and incidents as they cross boundaries. Since contract 3. */

const workNo = line(16);

/** What a version of the rule `storm` holds. */
export const stormWordsSchema = exactly<StormWords>()(
  z.strictObject({
    isOn: z.boolean(),
    level: z.enum(stormLevels),
    reason: line(200),
    stormId: idSchema,
    startedAt: millis,
  }),
);

export const stormSchema = exactly<Storm>()(
  z.strictObject({
    ...stormWordsSchema.shape,
    version: z.int().min(1),
    byWorkNo: workNo,
    at: millis,
  }),
);

export const stormStartSchema = z.strictObject({
  level: z.enum(stormLevels),
  reason: line(200).regex(/\S/),
});

const pointShape = {
  name: line(60).regex(/\S/),
  district: line(32).nullable(),
  aliases: z.array(line(60).regex(/\S/)).max(10).readonly(),
};

/** A point as it is put in; the hub gives it its id. */
export const newPointSchema = z.strictObject(pointShape);
export type NewPoint = z.infer<typeof newPointSchema>;

const pronePointSchema = exactly<PronePoint>()(
  z.strictObject({ pointId: idSchema, ...pointShape }),
);

/** What the rule `pronePoints` holds. */
export const pronePointsSchema = z.strictObject({
  points: z.array(pronePointSchema).max(500).readonly(),
});

const saysSchema = z.strictObject({
  version: z.int().min(1),
  text: lines(600),
  at: millis,
  byWorkNo: workNo,
});

export const incidentSchema = exactly<Incident>()(
  z.strictObject({
    incidentId: idSchema,
    stormId: idSchema.nullable(),
    pointId: idSchema.nullable(),
    point: line(200),
    district: line(32).nullable(),
    openedAt: millis,
    byWorkNo: workNo,
    says: z.array(saysSchema).max(mostSays).readonly(),
    reply: saysSchema.nullable(),
    revision: z.int().min(0),
  }),
);

/** A text for the callers of an incident; `seen` = the version over which it was written, 0 = there was none. */
export const sayingSchema = z.strictObject({
  incidentId: idSchema,
  text: lines(600).regex(/\S/),
  seen: z.int().min(0),
});

/**
 * Identifiers are UUID v4 text made by whoever creates the thing (desk or hub), so that repeating a command is harmless.
 * They never carry a number, a name or a date: they appear in file names, URLs and logs.
 */
export type TicketId = string;
export type CallId = string;
export type RecordingId = string;
export type EntryId = string;
export type UserId = string;
export type DeskId = string;
export type CommandId = string;

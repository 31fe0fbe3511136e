import { paths } from './http-paths.ts';

/**
 * Every address of a hub, made in one place from what `desk.json` says: `https://office.example/hotline/` is a hub
 * below a path of the office's proxy, and everything of it lies below that path.
 */
export interface HubAddress {
  /** Of `hubContract` over HTTP. */
  readonly api: string;
  /** Of `hubContract` over WebSocket: `wss:` where the hub is `https:`. */
  readonly socket: string;
  /** Where tus begins an upload. */
  readonly uploads: string;
  /**
   * Where an upload goes on, whatever address it was once said to have: in a `Location`, which a proxy may have made
   * relative, whole, or another machine's, and in what an earlier start has kept, only the id at the end counts. So a
   * token never follows a foreign address. `null` when there is no id in it.
   */
  upload(location: string): string | null;
  /** Of a path of `http-paths.ts`. */
  at(path: string): string;
}

/** A UUID as the last part of a path. */
const uploadId = /\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/?(?:[?#].*)?$/i;

export function hubAddressOf(hubUrl: string): HubAddress {
  const base = hubUrl.replace(/\/+$/, '');
  const uploads = `${base}${paths.hubUploads}`;
  return {
    api: `${base}${paths.hubApi}`,
    socket: `${base.replace(/^http/i, 'ws')}${paths.hubSocket}`,
    uploads,
    upload(location) {
      const id = uploadId.exec(location)?.[1];
      return id === undefined ? null : `${uploads}/${id}`;
    },
    at: (path) => `${base}${path}`,
  };
}

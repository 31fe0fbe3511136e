/** What one folder of `src` may import beside itself. The longest matching folder decides for a file. */
export interface Layer {
  /** A `*` stands for one name; what ends in `.ts` is not a folder but the files of that name. */
  readonly folder: string;
  /** Other layers, by their exact folder: `shared` means the files right in it, not `shared/contract`. */
  readonly imports: readonly string[];
  /** Layers of which only types may be imported. */
  readonly types?: readonly string[];
  /** npm packages. */
  readonly packages?: readonly string[];
  /** npm packages of which only types may be imported. */
  readonly typePackages?: readonly string[];
  /** Node's own modules: all of them, or the listed ones. */
  readonly node?: boolean | readonly string[];
  /** Its subfolders may not import each other; `'areas'`: but the types of `x/x-area.ts`, what area `x` offers. */
  readonly apart?: boolean | 'areas';
}

const plain = ['shared', 'shared/domain'];
const anyShared = [...plain, 'shared/contract', 'shared/kept', 'shared/recording', 'shared/ogg'];
const nodeShared = [...anyShared, 'shared/node', 'shared/node/search'];

/** Node's modules for a folder that may work with data and files but opens no socket. */
const withoutSockets = [
  'node:assert',
  'node:buffer',
  'node:child_process',
  'node:crypto',
  'node:events',
  'node:fs',
  'node:fs/promises',
  'node:os',
  'node:path',
  'node:perf_hooks',
  'node:stream',
  'node:stream/promises',
  'node:stream/web',
  'node:timers/promises',
  'node:url',
  'node:util',
  'node:worker_threads',
  'node:zlib',
];
const react = ['react', 'react-dom', 'antd', 'lucide-react', 'react-i18next', 'i18next'];
const orpcClient = ['@orpc/client', '@orpc/contract', '@orpc/openapi-client'];
/** A repository is the one file of an area that may write SQL. */
const hubRepository = 'hub/areas/*/*-repository.ts';
/** What an area answers: the one file of it that knows HTTP. */
const hubRoutes = 'hub/areas/*/*-routes.ts';
const hubStorage = ['hub/storage', hubRepository];
const orpcServer = ['@orpc/server', '@orpc/contract'];

/** House style C2 with the plan's extension and ADR 0001. */
export const layers: readonly Layer[] = [
  { folder: 'shared', imports: ['shared/domain'], packages: ['libphonenumber-js'] },
  { folder: 'shared/domain', imports: ['shared'] },
  { folder: 'shared/recording', imports: [...plain, 'shared/ogg'] },
  { folder: 'shared/ogg', imports: plain },
  {
    folder: 'shared/contract',
    imports: [...plain, 'shared/recording'],
    packages: ['zod', '@orpc/contract'],
  },
  {
    folder: 'shared/kept',
    imports: [...plain, 'shared/contract'],
    packages: ['zod'],
  },
  {
    folder: 'shared/node',
    imports: anyShared,
    packages: ['pino', 'zod', '@orpc/server'],
    node: true,
  },
  {
    folder: 'shared/node/search',
    imports: [...plain, 'shared/contract', 'shared/kept'],
    packages: ['better-sqlite3', '@node-rs/jieba', 'pinyin-pro', 'zod'],
  },

  { folder: 'telephony/core', imports: plain },
  {
    folder: 'telephony/sip',
    imports: ['telephony/core', ...plain],
    packages: ['sip.js'],
  },
  {
    folder: 'telephony/webrtc',
    imports: ['telephony/core', ...anyShared],
  },
  { folder: 'telephony/fake', imports: ['telephony/core', ...plain] },

  {
    folder: 'main',
    imports: [
      ...nodeShared,
      'main/host',
      'main/hub-client',
      'main/areas',
      'main/config',
      'main/storage',
      'main/http',
    ],
    node: true,
  },
  {
    folder: 'main/host',
    imports: nodeShared,
    types: ['main/storage', 'main/config', 'main/hub-client'],
    packages: orpcServer,
    node: withoutSockets,
  },
  {
    folder: 'main/hub-client',
    imports: nodeShared,
    packages: [...orpcClient, 'zod'],
    node: withoutSockets,
  },
  {
    folder: 'main/config',
    imports: nodeShared,
    types: ['main/host'],
    packages: ['zod'],
    node: withoutSockets,
  },
  {
    folder: 'main/areas',
    imports: [...nodeShared, 'main/host', 'main/hub-client', 'main/config'],
    types: ['main/storage'],
    packages: [...orpcServer, 'tus-js-client', 'libphonenumber-js', 'zod'],
    node: withoutSockets,
    apart: 'areas',
  },
  {
    folder: 'main/storage',
    imports: nodeShared,
    packages: ['better-sqlite3', 'zod'],
    node: withoutSockets,
  },
  {
    folder: 'main/http',
    imports: nodeShared,
    types: ['main/areas'],
    packages: ['zod'],
    node: withoutSockets,
  },
  {
    folder: 'main/system',
    imports: [...nodeShared, 'main', 'main/host', 'main/storage'],
    types: ['main/hub-client'],
    packages: ['@orpc/server', '@node-rs/argon2', 'ws', 'zod'],
    node: true,
  },
  {
    folder: 'main/node',
    imports: [
      ...nodeShared,
      'main',
      'main/host',
      'main/system',
      'main/http',
      'main/areas',
      'main/storage',
      'main/config',
    ],
    packages: [...orpcServer, 'ws', 'zod'],
    node: true,
  },
  {
    folder: 'main/electron',
    imports: [
      ...nodeShared,
      'main',
      'main/host',
      'main/system',
      'main/http',
      'main/areas',
      'main/storage',
    ],
    packages: [...orpcServer, 'electron', 'ws', 'zod'],
    node: true,
  },

  {
    folder: 'hub',
    imports: [
      ...nodeShared,
      'hub/areas',
      hubRepository,
      hubRoutes,
      'hub/storage',
      'hub/http',
      'hub/archive',
      'hub/seed',
    ],
    packages: ['zod'],
    node: true,
  },
  {
    folder: 'hub/areas',
    imports: nodeShared,
    types: hubStorage,
    packages: [
      '@node-rs/argon2',
      '@zip.js/zip.js',
      'fontkit',
      'papaparse',
      'pdfkit',
      'saxes',
      'zod',
    ],
    node: withoutSockets,
  },
  {
    folder: hubRepository,
    imports: [...nodeShared, 'hub/storage'],
    packages: ['kysely', 'zod'],
    node: withoutSockets,
  },
  {
    folder: hubRoutes,
    imports: [...nodeShared, 'hub/areas', 'hub/http'],
    types: hubStorage,
    node: withoutSockets,
  },
  {
    folder: 'hub/storage',
    imports: nodeShared,
    packages: ['better-sqlite3', 'kysely', 'zod'],
    node: withoutSockets,
  },
  {
    folder: 'hub/archive',
    imports: [...nodeShared, 'hub/areas'],
    types: hubStorage,
    packages: ['@tus/server', '@tus/file-store', 'zod'],
    node: withoutSockets,
  },
  {
    folder: 'hub/http',
    imports: [...nodeShared, 'hub/areas', 'hub/archive'],
    types: hubStorage,
    packages: [
      ...orpcServer,
      '@orpc/openapi',
      '@orpc/zod',
      '@tus/server',
      '@tus/file-store',
      'ws',
      'zod',
    ],
    node: true,
  },
  {
    folder: 'hub/seed',
    imports: nodeShared,
    types: [...hubStorage, 'hub/areas'],
    packages: ['zod'],
    node: withoutSockets,
  },

  {
    folder: 'training',
    imports: nodeShared,
    packages: ['ws', 'werift', 'sip.js', 'zod'],
    node: true,
  },

  { folder: 'renderer/ui', imports: [], packages: react },
  { folder: 'renderer/host', imports: anyShared, packages: orpcClient },
  {
    folder: 'renderer/stores',
    imports: [...anyShared, 'telephony/core'],
    types: ['renderer/host'],
    packages: ['zustand'],
    typePackages: ['zod', '@orpc/contract', '@orpc/client'],
  },
  {
    folder: 'renderer/workbench',
    imports: [...anyShared, 'renderer/stores'],
    packages: ['zustand'],
  },
  {
    folder: 'renderer/parts',
    imports: [...anyShared, 'renderer/stores', 'renderer/ui', 'renderer/workbench'],
    packages: [...react, 'zustand'],
  },
  {
    folder: 'renderer/features',
    imports: [
      ...anyShared,
      'renderer/parts',
      'renderer/stores',
      'renderer/ui',
      'renderer/workbench',
    ],
    types: ['telephony/core', 'renderer/host'],
    packages: [...react, 'zustand', 'wavesurfer.js'],
    apart: true,
  },
  {
    folder: 'renderer/i18n',
    imports: [...anyShared, 'renderer/parts', 'renderer/features'],
    packages: ['i18next', 'react-i18next'],
  },
  {
    folder: 'renderer/desk',
    imports: [
      ...anyShared,
      'renderer/parts',
      'renderer/i18n',
      'renderer/host',
      'renderer/stores',
      'renderer/features',
      'renderer/ui',
      'renderer/workbench',
    ],
    packages: [...react, 'zustand'],
  },
  {
    folder: 'renderer/page',
    imports: [...anyShared, 'renderer/parts', 'renderer/ui'],
    packages: [...react, ...orpcClient, 'zustand'],
  },
  {
    folder: 'renderer/department',
    imports: [...anyShared, 'renderer/page', 'renderer/parts', 'renderer/i18n', 'renderer/ui'],
    packages: [...react, 'zustand'],
  },
  {
    folder: 'renderer/officer',
    imports: [...anyShared, 'renderer/page', 'renderer/parts', 'renderer/i18n', 'renderer/ui'],
    packages: [...react, 'zustand', 'uqr'],
  },
  {
    folder: 'renderer/phone',
    imports: [
      ...anyShared,
      'renderer/parts',
      'renderer/i18n',
      'renderer/host',
      'renderer/stores',
      'renderer/ui',
      'telephony/core',
      'telephony/sip',
      'telephony/webrtc',
      'telephony/fake',
    ],
    packages: [...react, 'zustand'],
  },
];

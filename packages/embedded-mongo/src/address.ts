/** The longest socket path that the Linux kernel takes; that of macOS is a little shorter. */
export const MAX_SOCKET_PATH_BYTES = process.platform === 'linux' ? 107 : 103;

/** Whether a Unix socket can have this path. */
export const fitsSocket = (path: string): boolean => Buffer.byteLength(path) <= MAX_SOCKET_PATH_BYTES;

/** The address for drivers, without a database. */
export const socketUri = (path: string): string => `mongodb://${encodeURIComponent(path)}`;

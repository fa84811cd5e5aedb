export { ask, secret, signRequest, type Answer, type Asker } from './asking.js';
export { eventFaults } from './event-schemas.js';
export { eventTransports, type EventTransport, type RunningTransport } from './event-transports.js';
export { openTestConnection, startTestDatabase, type TestConnection, type TestDatabase } from './database.js';
export { explainCommands, type ExplainedCommand } from './explaining.js';
export { readStream } from './redis.js';
export { recordCommands, watchCommands } from './watching.js';

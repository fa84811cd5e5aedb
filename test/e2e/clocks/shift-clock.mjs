// Loaded by `node --import` before a service: its clock is CLOCK_SHIFT_MS milliseconds ahead, or behind if negative.
const { now } = Date;
const shift = Number(process.env.CLOCK_SHIFT_MS);
const shiftedNow = () => now() + shift;

Date.now = shiftedNow;
// A proxy, not a class of its own: Mongoose knows the type of a field by the name of its constructor.
globalThis.Date = new Proxy(Date, {
  construct: (real, parts) => (parts.length === 0 ? new real(shiftedNow()) : new real(...parts)),
});

// Imported before a child's own script: whatever becomes of the parent, its children end.
const PATIENCE = 5_000;

process.once('disconnect', () => {
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), PATIENCE).unref();
});

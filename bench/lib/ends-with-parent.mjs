// Imported before a child's own script, so that children end when their parent does, even if it is killed.
const PATIENCE = 5_000;

process.once('disconnect', () => {
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), PATIENCE).unref();
});

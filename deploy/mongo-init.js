/* global db */
// Run once by the MongoDB image, on an empty volume: the service's account, which can use its own database and no other.
db.createUser({
  user: 'service',
  pwd: process.env.SERVICE_PASSWORD,
  roles: [{ role: 'readWrite', db: process.env.MONGO_INITDB_DATABASE }],
});

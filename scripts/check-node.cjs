// Exits with a one-line message when this Node is older than the versions that the tests use (`engines` in
// package.json). Every command runs it first, so it uses only syntax that every Node supports.
'use strict';

var engines = require('../package.json').engines.node;
var versions = engines.split(' || ').map(function (range) {
  return range.replace('^', '').split('.').map(Number);
});
var current = process.version.slice(1).split('.').map(Number);

/** Whether `current` has the major number of a tested version and is not older, or is newer than all of them. */
function isSupported() {
  var newest = versions[versions.length - 1];
  if (current[0] > newest[0]) return true;
  return versions.some(function (tested) {
    return (
      current[0] === tested[0] &&
      (current[1] > tested[1] || (current[1] === tested[1] && current[2] >= tested[2]))
    );
  });
}

if (!isSupported()) {
  var names = versions.map(function (version) {
    return version[0] + '.' + version[1];
  });
  var last = names.pop();
  console.error(
    'supergraph needs Node ' +
      names.join(', ') +
      ' or ' +
      last +
      ' (or a later release of one of them), and this is Node ' +
      process.version.slice(1) +
      ': install Node ' +
      versions[versions.length - 1][0] +
      ' from https://nodejs.org',
  );
  process.exit(1);
}

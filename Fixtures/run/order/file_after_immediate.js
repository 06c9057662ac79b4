// A file operation started in the poll phase ends after the check phase.
const fs = require('fs');
(async () => {
  await fs.promises.stat('.');
  console.log('one');
  setImmediate(() => console.log('two'));
  await fs.promises.stat('.');
  console.log('three');
})();

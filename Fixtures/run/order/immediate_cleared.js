// Cleared immediates do not run, whether before the phase or in it.
const first = setImmediate(() => console.log('never'));
let third;
setImmediate(() => {
  console.log('second');
  clearImmediate(third);
});
third = setImmediate(() => console.log('never'));
setImmediate(() => console.log('fourth'));
clearImmediate(first);

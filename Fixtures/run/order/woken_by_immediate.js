// What an immediate wakes runs before the next immediate.
let wake;
new Promise((done) => { wake = done; }).then((value) => console.log('woken', value));
setImmediate(() => {
  console.log('first');
  wake(3);
});
setImmediate(() => console.log('second'));

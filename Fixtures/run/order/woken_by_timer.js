// What a timer wakes runs before the next timer.
let wake;
new Promise((done) => { wake = done; }).then(() => console.log('woken'));
setTimeout(() => {
  console.log('first');
  wake();
  process.nextTick(() => console.log('tick'));
}, 2);
setTimeout(() => console.log('second'), 2);

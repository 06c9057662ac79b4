// A tick of a woken task runs before the next timer.
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
(async () => {
  await sleep(5);
  console.log('task');
  process.nextTick(() => console.log('tick'));
  await null;
  console.log('task again');
})();
setTimeout(() => console.log('timer'), 25);

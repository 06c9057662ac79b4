// A sleeping task wakes as a timer of the same delay would.
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
setTimeout(() => console.log('timer 10'), 10);
(async () => { await sleep(30); console.log('task 30'); })();
(async () => { await sleep(20); console.log('task 20'); })();
setTimeout(() => console.log('timer 40'), 40);

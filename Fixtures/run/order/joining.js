// Who awaits a task goes on one microtask after its end.
const work = (async () => {
  await null;
  console.log('work');
  await null;
  console.log('work ends');
  return 7;
})();
(async () => {
  await null;
  console.log('joined', await work);
})();
queueMicrotask(() => {
  console.log('one');
  queueMicrotask(() => console.log('two'));
});

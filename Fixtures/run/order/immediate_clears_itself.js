// Clearing what runs or has run does nothing.
let me;
me = setImmediate(() => {
  clearImmediate(me);
  console.log('ran');
  setImmediate(() => console.log('next'));
  clearImmediate(me);
});

// An immediate set by an immediate runs in the next turn.
setImmediate(() => {
  console.log('a');
  setImmediate(() => console.log('c'));
});
setImmediate(() => console.log('b'));

// tests/kiosk/page.js: what the page of the test feels, told to its server, and the careless things that it offers.
// SPDX-License-Identifier: EUPL-1.2
const told = (name, about = '') => navigator.sendBeacon(`/sign/${name}?${about}`);
// A page that offers nothing has none of the buttons.
const at = (id) => document.getElementById(id) ?? document.createElement('i');

addEventListener('keydown', (event) => told('key', event.key));
addEventListener('mousedown', (event) => told('button', event.button));
addEventListener('contextmenu', () => told('contextmenu'));
addEventListener('blur', () => told('blur'));
addEventListener('focus', () => told('focus'));
addEventListener('resize', () => told('resize', `${innerWidth}x${innerHeight}`));
addEventListener('beforeprint', () => told('beforeprint'));
addEventListener('pagehide', () => told('pagehide'));
addEventListener('beforeunload', () => told('beforeunload'));
document.addEventListener('visibilitychange', () => told(document.visibilityState));
// Where the page is on the screen, which only a movement of the mouse tells.
addEventListener('mousemove', (event) => {
  told('corner', `${event.screenX - event.clientX},${event.screenY - event.clientY},${innerWidth},${innerHeight}`);
});

at('open').addEventListener('click', () => open('/second', 'another', 'width=500,height=400'));
at('print').addEventListener('click', () => print());
at('blobfile').addEventListener('click', () => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob(['carried away']));
  link.download = 'carried.txt';
  link.click();
});
at('camera').addEventListener('click', () => {
  navigator.mediaDevices.getUserMedia({ video: true }).then(() => told('camera', 'given'), (error) => told('camera', error.name));
});
addEventListener('input', (event) => told('written', event.target.value.length));

told('ready');
// A page of type blob, whose address the test writes into the bar.
told('blob', URL.createObjectURL(new Blob(['<title>out by blob</title>'], { type: 'text/html' })));

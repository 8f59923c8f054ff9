// Say so when the network is gone; what is typed stays.
const band = document.querySelector("[data-offline]");
function show() { if (band) band.hidden = navigator.onLine; }
addEventListener("online", show);
addEventListener("offline", show);
show();

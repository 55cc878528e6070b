import "./ui/base.css";
import "./app/hub-app.ts";
import { Hub } from "./app/hub.ts";

const hub = new Hub();
const app = document.createElement("hub-app");
app.hub = hub;
document.body.append(app);
void hub.recognise();

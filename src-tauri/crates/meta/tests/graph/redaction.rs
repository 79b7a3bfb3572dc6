//! The token appears nowhere: not in an error, not in a `Debug`, not in a log line.

use std::io::Write;
use std::sync::{Arc, Mutex};

use graph_sim::{Fault, FaultPlan};
use meta::rows::Ad;
use meta::{BatchGet, GraphClient, InsightsQuery};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tracing_subscriber::fmt::MakeWriter;

use crate::support::{World, client_config, sums};

#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Lines {
    type Writer = Self;
    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// Everything the client can do, and all it says about it.
async fn everything(world: &World) -> String {
    let client = &world.client;
    let week = InsightsQuery::ad_days(world.week());
    let mut said = format!("{client:?} {:?} {:?}", client_config(&world.sim, &world.clock), client.budget());
    let mut note = |what: &dyn std::fmt::Debug| said.push_str(&format!("{what:?}\n"));
    note(&client.me().await);
    note(&client.permissions().await);
    note(&client.token_info().await);
    note(&client.account(&world.account).await);
    note(&client.ads(&world.account, None).next().await);
    let mut pages = client.insights(&world.account, &week);
    note(&pages.next().await);
    note(&pages);
    note(&sums(client.insights(&world.account, &week)).await);
    note(&client.batch(&[BatchGet::object::<Ad>("1")]).await);
    note(&client.by_ids::<Ad>(&["1".to_owned()]).await);
    note(&client.report(&world.account, &week, |_percent| {}).await);
    note(&client.fetch_picture(&format!("{}/nothing?access_token={}", world.sim.url, world.sim.token)).await);
    said
}

/// Takes one request off the wire and answers it.
async fn one_request(listener: TcpListener) -> String {
    let (mut stream, _peer) = listener.accept().await.unwrap();
    let mut request = Vec::new();
    while !request.windows(4).any(|end| end == b"\r\n\r\n") {
        let mut part = [0; 4096];
        let read = stream.read(&mut part).await.unwrap();
        request.extend_from_slice(&part[..read]);
    }
    let body = r#"{"data":[],"paging":{}}"#;
    let reply = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}", body.len());
    stream.write_all(reply.as_bytes()).await.unwrap();
    String::from_utf8(request).unwrap()
}

#[tokio::test]
async fn the_token_travels_in_a_header_and_not_in_the_address() {
    let world = World::new().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let mut config = client_config(&world.sim, &world.clock);
    config.base_url = format!("http://{}", listener.local_addr().unwrap());
    let client = GraphClient::new(config).unwrap();
    let mut pages = client.insights(&world.account, &InsightsQuery::ad_days(world.week()));
    let (request, page) = tokio::join!(one_request(listener), pages.next());
    assert!(page.unwrap().is_some());
    let (line, headers) = request.split_once("\r\n").unwrap();
    assert!(line.starts_with("GET /v26.0/act_") && !line.contains(&world.sim.token), "{line}");
    assert!(headers.contains(&format!("authorization: Bearer {}", world.sim.token)));
}

#[tokio::test]
async fn the_token_appears_nowhere_whatever_fails() {
    let log = Lines::default();
    let subscriber = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(log.clone()).finish();
    let _guard = tracing::subscriber::set_default(subscriber);
    for fault in std::iter::once(None).chain(Fault::ALL.iter().copied().map(Some)) {
        let world = World::with_pages_of(50).await;
        if let Some(fault) = fault.filter(|fault| *fault != Fault::Slow) {
            world.fault(FaultPlan::always(fault));
        }
        let said = everything(&world).await;
        let lines = String::from_utf8(std::mem::take(&mut *log.0.lock().unwrap())).unwrap();
        let name = fault.map_or("no fault", Fault::name);
        assert!(lines.contains("answered") || lines.contains("trying again"), "{name}: the log works");
        assert!(!said.contains(&world.sim.token), "{name}: in a value");
        assert!(!lines.contains(&world.sim.token), "{name}: in the log");
    }
}

//! A crate that generates its API in `build.rs`: types, server and client of `ports.yaml`, in a module of their own.

#[allow(missing_docs, reason = "the document does not describe everything")]
/// What `build.rs` made of `ports.yaml`.
pub mod api {
    include!(concat!(env!("OUT_DIR"), "/ports.rs"));
}

#[cfg(test)]
mod tests {
    use super::api::{
        Client, GetPortError, GetPortRequest, GetPortSuccess, Port, PortState, PortsApi,
        PortsServer,
    };
    use specwright_runtime::client::ClientError;
    use specwright_runtime::server::{Context, Failure};

    struct Terminal;

    impl PortsApi for Terminal {
        async fn get_port(
            &self,
            _cx: &Context,
            request: GetPortRequest,
        ) -> Result<GetPortSuccess, Failure<GetPortError>> {
            if request.number == 4 {
                return Err(GetPortError::NotFound.into());
            }
            Ok(GetPortSuccess::Ok(Port::new(request.number, PortState::Free)))
        }
    }

    #[tokio::test]
    async fn what_the_build_script_made_serves_and_calls() {
        let client: Client = Client::in_process(PortsServer::new(Terminal));
        let reply = client.get_port(&GetPortRequest::new(2)).await.expect("port 2 is there");
        let GetPortSuccess::Ok(port) = reply.value;
        assert_eq!((port.number, port.state), (2, PortState::Free));

        let missing =
            client.get_port(&GetPortRequest::new(4)).await.expect_err("port 4 is not there");
        let ClientError::Api(refusal) = missing else { panic!("{missing:?}") };
        assert_eq!(refusal.value, GetPortError::NotFound);
    }
}
